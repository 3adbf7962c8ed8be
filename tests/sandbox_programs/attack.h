// SPDX-License-Identifier: GPL-3.0-or-later
// How the hostile programs in C and C++ say what became of an attempt.
#pragma once

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int attack_escapes __attribute__((unused));

/// A line that says so, and exit code 99 from finish().
__attribute__((unused, format(printf, 1, 2))) static void escaped(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("ESCAPED ");
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    va_end(arguments);
    ++attack_escapes;
}

__attribute__((unused, format(printf, 1, 2))) static void contained(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("CONTAINED ");
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    va_end(arguments);
}

/// For a call that must fail: a result of 0 or more is an escape.
__attribute__((unused)) static void attempt(const char *what, long result)
{
    if (result >= 0)
        escaped("%s gave %ld", what, result);
    else
        contained("%s: %s", what, strerror(errno));
}

/// For main to return. Children that escaped say so themselves.
__attribute__((unused)) static int finish(void)
{
    return attack_escapes > 0 ? 99 : 0;
}

/// What the attack is to do, from standard input; empty when nothing is said.
__attribute__((unused)) static const char *wanted(void)
{
    static char text[256];
    const ssize_t size = read(0, text, sizeof text - 1);
    text[size > 0 ? size : 0] = 0;
    return text;
}

__attribute__((unused)) static int is(const char *text, const char *other)
{
    return strcmp(text, other) == 0;
}

__attribute__((unused)) static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}
