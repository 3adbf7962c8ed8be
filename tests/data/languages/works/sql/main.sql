SELECT sum(x) FROM numbers;
