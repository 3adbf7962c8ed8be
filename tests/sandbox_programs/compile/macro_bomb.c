// SPDX-License-Identifier: GPL-3.0-or-later
// Grows by macros: ten to the power of ten.
#define A B, B, B, B, B, B, B, B, B, B
#define B C, C, C, C, C, C, C, C, C, C
#define C D, D, D, D, D, D, D, D, D, D
#define D E, E, E, E, E, E, E, E, E, E
#define E F, F, F, F, F, F, F, F, F, F
#define F G, G, G, G, G, G, G, G, G, G
#define G H, H, H, H, H, H, H, H, H, H
#define H I, I, I, I, I, I, I, I, I, I
#define I J, J, J, J, J, J, J, J, J, J
#define J 1, 2, 3, 4, 5, 6, 7, 8, 9, 0
int data[] = {A};
int main(void)
{
    return 0;
}
