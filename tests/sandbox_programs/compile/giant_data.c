// SPDX-License-Identifier: GPL-3.0-or-later
// Wants a gigabyte in its program file.
int data[1 << 28] = {[(1 << 28) - 1] = 1};
int main(void)
{
    return data[0];
}
