// Accepted: reads character by character, with the stack in fixed arrays of the largest size.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>

enum { most = 300000 };

static char awaited[most];
static int line_of[most];
static int column_of[most];

int main(void)
{
    int lines = 0;
    if (scanf("%d", &lines) != 1)
        return 1;
    while (getchar() != '\n') { }

    int depth = 0;
    int pairs = 0;
    int line = 1;
    int column = 0;
    for (int c = getchar(); c != EOF && line <= lines; c = getchar()) {
        ++column;
        if (c == '\n') {
            ++line;
            column = 0;
        } else if (c == '(' || c == '[' || c == '{') {
            awaited[depth] = c == '(' ? ')' : c == '[' ? ']' : '}';
            line_of[depth] = line;
            column_of[depth] = column;
            ++depth;
        } else if (strchr(")]}", c)) {
            if (depth == 0 || awaited[depth - 1] != c) {
                printf("unexpected %d %d\n", line, column);
                return 0;
            }
            --depth;
            ++pairs;
        }
    }
    if (depth > 0)
        printf("unclosed %d %d\n", line_of[depth - 1], column_of[depth - 1]);
    else
        printf("balanced %d\n", pairs);
    return 0;
}
