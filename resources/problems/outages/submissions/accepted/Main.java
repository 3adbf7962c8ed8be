// Accepted: a tree of disjoint outages; each report swallows those that it meets.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        TreeMap<Long, Long> outages = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            StringTokenizer words = new StringTokenizer(in.readLine());
            long begin = Long.parseLong(words.nextToken());
            long end = Long.parseLong(words.nextToken());
            Map.Entry<Long, Long> met = outages.floorEntry(end);
            while (met != null && met.getValue() >= begin) {
                begin = Math.min(begin, met.getKey());
                end = Math.max(end, met.getValue());
                outages.remove(met.getKey());
                met = outages.floorEntry(end);
            }
            outages.put(begin, end);
        }
        long sum = 0;
        Map.Entry<Long, Long> longest = null;
        for (Map.Entry<Long, Long> outage : outages.entrySet()) {
            sum += outage.getValue() - outage.getKey();
            if (longest == null || outage.getValue() - outage.getKey() > longest.getValue() - longest.getKey()) {
                longest = outage;
            }
        }
        System.out.println(outages.size() + " " + sum);
        System.out.println(longest.getKey() + " " + longest.getValue());
    }
}
