def total(words):
    return sum(map(int, words))
