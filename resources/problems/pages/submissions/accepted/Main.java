// Accepted: a sorted map by name, then a stable sort by failures.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] first = in.readLine().split(" ");
        int lines = Integer.parseInt(first[0]);
        int wanted = Integer.parseInt(first[1]);
        TreeMap<String, int[]> pages = new TreeMap<>();
        for (int i = 0; i < lines; i++) {
            String line = in.readLine();
            if (line.startsWith("#")) {
                continue;
            }
            String[] words = line.split(" ");
            if (Integer.parseInt(words[3]) < 500) {
                continue;
            }
            int query = words[2].indexOf('?');
            String page = query < 0 ? words[2] : words[2].substring(0, query);
            int[] failures = pages.computeIfAbsent(page, name -> new int[2]);
            failures[0]++;
            failures[1] = Math.max(failures[1], Integer.parseInt(words[4]));
        }
        List<Map.Entry<String, int[]>> top = new ArrayList<>(pages.entrySet());
        top.sort((a, b) -> Integer.compare(b.getValue()[0], a.getValue()[0]));
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, int[]> page : top.subList(0, Math.min(wanted, top.size()))) {
            out.append(page.getValue()[0]).append(' ').append(page.getValue()[1]).append(' ').append(page.getKey()).append('\n');
        }
        System.out.print(top.isEmpty() ? "none\n" : out);
    }
}
