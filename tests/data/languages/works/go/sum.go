package main

import "fmt"

func sum(n int) int {
	numbers := make(chan int)
	go func() {
		for ; n > 0; n-- {
			var x int
			fmt.Scan(&x)
			numbers <- x
		}
		close(numbers)
	}()
	total := 0
	for x := range numbers {
		total += x
	}
	return total
}
