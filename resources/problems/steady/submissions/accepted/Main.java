// Accepted: two array deques of places.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayDeque;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        in.nextToken();
        int n = (int) in.nval;
        in.nextToken();
        int w = (int) in.nval;
        int[] readings = new int[n];
        ArrayDeque<Integer> falling = new ArrayDeque<>();
        ArrayDeque<Integer> rising = new ArrayDeque<>();
        int best = Integer.MAX_VALUE;
        int first = 0;
        for (int i = 0; i < n; i++) {
            in.nextToken();
            readings[i] = (int) in.nval;
            while (!falling.isEmpty() && readings[falling.peekLast()] <= readings[i]) {
                falling.pollLast();
            }
            while (!rising.isEmpty() && readings[rising.peekLast()] >= readings[i]) {
                rising.pollLast();
            }
            falling.addLast(i);
            rising.addLast(i);
            if (falling.peekFirst() <= i - w) {
                falling.pollFirst();
            }
            if (rising.peekFirst() <= i - w) {
                rising.pollFirst();
            }
            int spread = readings[falling.peekFirst()] - readings[rising.peekFirst()];
            if (i >= w - 1 && spread < best) {
                best = spread;
                first = i - w + 2;
            }
        }
        System.out.println(best + " " + first);
    }
}
