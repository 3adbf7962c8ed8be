// Accepted: the whole table, one row for each task.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int days = in.nextInt();
        long[][] best = new long[n + 1][days + 1];
        for (int i = 1; i <= n; i++) {
            int time = in.nextInt();
            long worth = in.nextLong();
            for (int day = 0; day <= days; day++) {
                best[i][day] = best[i - 1][day];
                if (time <= day) {
                    best[i][day] = Math.max(best[i][day], best[i - 1][day - time] + worth);
                }
            }
        }
        int fewest = days;
        while (fewest > 0 && best[n][fewest - 1] == best[n][days]) {
            fewest--;
        }
        System.out.println(best[n][days] + " " + fewest);
    }
}
