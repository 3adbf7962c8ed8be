/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest program there is: what starting one costs. */
int main(void)
{
    return 0;
}
