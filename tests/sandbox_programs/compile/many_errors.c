// SPDX-License-Identifier: GPL-3.0-or-later
// Says more than anybody reads.
#define A B B B B B B B B B B
#define B C C C C C C C C C C
#define C D D D D D D D D D D
#define D E E E E E E E E E E
#define E int x = y + z + ;
int main(void)
{
    A return 0;
}
