// Accepted: halves the time, with a tokenizer for the input.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        in.nextToken();
        int n = (int) in.nval;
        double[] positions = new double[n];
        double[] speeds = new double[n];
        for (int i = 0; i < n; i++) {
            in.nextToken();
            positions[i] = in.nval;
            in.nextToken();
            speeds[i] = in.nval;
        }
        double low = 0;
        double high = 2e9;
        for (int round = 0; round < 80; round++) {
            double time = (low + high) / 2;
            double left = Double.NEGATIVE_INFINITY;
            double right = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                left = Math.max(left, positions[i] - speeds[i] * time);
                right = Math.min(right, positions[i] + speeds[i] * time);
            }
            if (left <= right) {
                high = time;
            } else {
                low = time;
            }
        }
        System.out.println(high);
    }
}
