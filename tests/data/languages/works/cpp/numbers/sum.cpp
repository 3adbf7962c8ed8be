#include "sum.h"
#include <iostream>

int sum(int n)
{
    int total = 0;
    for (int x; n-- > 0 && std::cin >> x;)
        total += x;
    return total;
}
