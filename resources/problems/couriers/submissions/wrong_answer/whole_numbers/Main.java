// Wrong answer: divides whole numbers, so the time is cut to whole minutes.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        long[] positions = new long[n];
        long[] speeds = new long[n];
        for (int i = 0; i < n; i++) {
            positions[i] = in.nextLong();
            speeds[i] = in.nextLong();
        }
        double answer = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i && j < 1000; j++) {
                answer = Math.max(answer, Math.abs(positions[i] - positions[j]) / (speeds[i] + speeds[j]));
            }
        }
        System.out.println(answer);
    }
}
