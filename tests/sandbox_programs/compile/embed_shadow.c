// SPDX-License-Identifier: GPL-3.0-or-later
// Embeds the host's passwords by the newest way (C23), where the compiler knows it.
const unsigned char file[] = {
#embed "/etc/shadow"
};
int main(void)
{
    return file[0];
}
