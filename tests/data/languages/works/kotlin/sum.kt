fun sumOf(numbers: List<Int>): Int = numbers.sum()
