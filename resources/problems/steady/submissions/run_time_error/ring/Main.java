// Run-time error: keeps the candidates in arrays of 4096 places, too few for long windows.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Main {
    private static final int ROOM = 4096;

    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        in.nextToken();
        int n = (int) in.nval;
        in.nextToken();
        int w = (int) in.nval;
        int[] window = new int[Math.min(w, ROOM)];
        int best = Integer.MAX_VALUE;
        int first = 0;
        for (int i = 0; i < n; i++) {
            in.nextToken();
            window[i % w] = (int) in.nval;
            if (i < w - 1) {
                continue;
            }
            int high = window[0];
            int low = window[0];
            for (int reading : window) {
                high = Math.max(high, reading);
                low = Math.min(low, reading);
            }
            if (high - low < best) {
                best = high - low;
                first = i - w + 2;
            }
        }
        System.out.println(best + " " + first);
    }
}
