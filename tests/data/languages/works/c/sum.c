#include "sum.h"
#include <stdio.h>

int sum(int n)
{
    int total = 0;
    for (int x; n > 0 && scanf("%d", &x) == 1; n--)
        total += x;
    return total;
}
