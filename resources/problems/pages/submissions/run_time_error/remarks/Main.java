// Run-time error: takes every line for a request and reads the time of a remark.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.time.LocalTime;
import java.util.Map;
import java.util.Scanner;
import java.util.TreeMap;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int lines = in.nextInt();
        int wanted = in.nextInt();
        in.nextLine();
        Map<String, int[]> pages = new TreeMap<>();
        for (int i = 0; i < lines; i++) {
            String[] words = in.nextLine().split(" ");
            LocalTime.parse(words[0]);
            int status = Integer.parseInt(words[3]);
            if (status >= 500) {
                int[] failures = pages.computeIfAbsent(words[2].split("\\?")[0], page -> new int[2]);
                failures[0]++;
                failures[1] = Math.max(failures[1], Integer.parseInt(words[4]));
            }
        }
        pages.entrySet().stream()
                .sorted((a, b) -> b.getValue()[0] - a.getValue()[0])
                .limit(wanted)
                .forEach(page -> System.out.println(page.getValue()[0] + " " + page.getValue()[1] + " " + page.getKey()));
        if (pages.isEmpty()) {
            System.out.println("none");
        }
    }
}
