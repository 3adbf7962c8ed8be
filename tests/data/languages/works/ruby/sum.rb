def sum_of(numbers)
  numbers.sum
end
