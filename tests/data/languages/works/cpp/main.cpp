#include "numbers/sum.h"
#include <iostream>

int main()
{
    int n;
    std::cin >> n;
    std::cout << sum(n) << "\n";
}
