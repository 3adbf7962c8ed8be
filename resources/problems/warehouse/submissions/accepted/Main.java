// Accepted: Dijkstra's method; time and square packed into one long.
// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.PriorityQueue;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] words = in.readLine().split(" ");
        int rows = Integer.parseInt(words[0]);
        int columns = Integer.parseInt(words[1]);
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            lines.append(in.readLine());
        }
        String floor = lines.toString();

        int[] times = new int[rows * columns];
        Arrays.fill(times, Integer.MAX_VALUE);
        PriorityQueue<Long> queue = new PriorityQueue<>();
        times[floor.indexOf('S')] = 0;
        queue.add((long) floor.indexOf('S'));
        int[] rowSteps = {0, 0, -1, 1};
        int[] columnSteps = {-1, 1, 0, 0};
        while (!queue.isEmpty()) {
            long next = queue.poll();
            int time = (int) (next >> 20);
            int here = (int) (next & 0xFFFFF);
            if (time > times[here]) {
                continue;
            }
            for (int step = 0; step < 4; step++) {
                int row = here / columns + rowSteps[step];
                int column = here % columns + columnSteps[step];
                if (row < 0 || row >= rows || column < 0 || column >= columns) {
                    continue;
                }
                int there = row * columns + column;
                char square = floor.charAt(there);
                if (square == '#') {
                    continue;
                }
                int later = time + (Character.isDigit(square) ? square - '0' : 1);
                if (later < times[there]) {
                    times[there] = later;
                    queue.add((long) later << 20 | there);
                }
            }
        }
        int answer = times[floor.indexOf('T')];
        System.out.println(answer == Integer.MAX_VALUE ? "blocked" : String.valueOf(answer));
    }
}
