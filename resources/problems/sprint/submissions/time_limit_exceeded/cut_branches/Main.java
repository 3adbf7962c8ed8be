// Time limit exceeded: tries all choices, cutting only those that could not win even if all remaining tasks fitted.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.Scanner;

public class Main {
    private static int[] times;
    private static long[] worths;
    private static long[] rest;
    private static long best = 0;
    private static int fewest = 0;

    private static void choose(int i, int spent, int days, long worth) {
        if (worth > best || worth == best && spent < fewest) {
            best = worth;
            fewest = spent;
        }
        if (i == times.length || worth + rest[i] < best) {
            return;
        }
        if (spent + times[i] <= days) {
            choose(i + 1, spent + times[i], days, worth + worths[i]);
        }
        choose(i + 1, spent, days, worth);
    }

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int days = in.nextInt();
        times = new int[n];
        worths = new long[n];
        rest = new long[n + 1];
        for (int i = 0; i < n; i++) {
            times[i] = in.nextInt();
            worths[i] = in.nextLong();
        }
        for (int i = n - 1; i >= 0; i--) {
            rest[i] = rest[i + 1] + worths[i];
        }
        choose(0, 0, days, 0);
        System.out.println(best + " " + fewest);
    }
}
