package dev.cartwright.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Whether a stranger can tell an unknown key from a wrong secret by the time of the answer.
final class RefusalTimes {
    private static final int BATCHES = 20;
    private static final int SAMPLES = 1_000;
    private static final int WARM_UP = 20_000;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final String PATH = "/wp-json/cocart/v2/sessions";

    private RefusalTimes() {}

    /// @param difference of the medians, in microseconds, on average over the batches
    /// @param noise the same between two runs that ask for the same
    record Result(double difference, double noise) {}

    /// An unknown key, a wrong secret and an unknown key again, in random order.
    static Result measure(int port) throws IOException {
        byte[][] requests = {
            request(KeyCost.key(KeyCost.KEYS + 5)),
            request(KeyCost.key(5)),
            request(KeyCost.key(KeyCost.KEYS + 5))
        };
        var random = new Random(1);
        double difference = 0;
        double noise = 0;
        try (var connection = new HttpConnection(port)) {
            for (int i = 0; i < WARM_UP; i++) {
                connection.exchange(requests[i % requests.length]);
            }
            for (int batch = 0; batch < BATCHES; batch++) {
                double[] medians = medians(connection, requests, random);
                difference += Math.abs(medians[1] - medians[0]) / BATCHES;
                noise += Math.abs(medians[2] - medians[0]) / BATCHES;
            }
        }
        return new Result(difference, noise);
    }

    private static double[] medians(HttpConnection connection, byte[][] requests, Random random)
            throws IOException {
        long[][] times = new long[requests.length][SAMPLES];
        var order = new ArrayList<>(List.of(0, 1, 2));
        for (int i = 0; i < SAMPLES; i++) {
            Collections.shuffle(order, random);
            for (int kind : order) {
                long start = System.nanoTime();
                HttpConnection.Answer answer = connection.exchange(requests[kind]);
                times[kind][i] = System.nanoTime() - start;
                if (answer.status() != 401) {
                    throw new IOException("answered with " + answer.status());
                }
            }
        }
        double[] medians = new double[times.length];
        for (int kind = 0; kind < times.length; kind++) {
            Arrays.sort(times[kind]);
            medians[kind] = times[kind][SAMPLES / 2] / NANOS_PER_MICRO;
        }
        return medians;
    }

    private static byte[] request(String key) {
        String pair = key + ":" + KeyCost.WRONG;
        return HttpConnection.get(
                PATH,
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
    }
}
