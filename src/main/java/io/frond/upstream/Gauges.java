package io.frond.upstream;

import java.util.List;

/**
 * What a model server says of itself.
 *
 * @param running requests that it works on, at least 0
 * @param waiting requests in its queue, at least 0
 * @param cache share of its KV cache in use, 0 to 1
 */
record Gauges(double running, double waiting, double cache) {
    static final Gauges NONE = new Gauges(0, 0, 0);

    private static final List<String> RUNNING = List.of("vllm:num_requests_running", "sglang:num_running_reqs");
    private static final List<String> WAITING = List.of("vllm:num_requests_waiting", "sglang:num_queue_reqs");
    private static final List<String> CACHE =
            List.of("vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc", "sglang:token_usage");

    /**
     * Reads the Prometheus text format: those of vLLM and SGLang, summed over engines, of caches the fullest. Anything
     * else is passed over, whatever it is.
     */
    static Gauges read(String text) {
        double running = 0;
        double waiting = 0;
        double cache = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (text.startsWith("vllm:", at) || text.startsWith("sglang:", at)) {
                var line = text.substring(at, end);
                running += value(line, RUNNING);
                waiting += value(line, WAITING);
                cache = Math.max(cache, Math.min(1, value(line, CACHE)));
            }
            at = end + 1;
        }
        return new Gauges(running, waiting, cache);
    }

    /** 0 where the line is about something else. */
    private static double value(String line, List<String> names) {
        for (var name : names) {
            if (line.startsWith(name) && line.length() > name.length()) {
                char next = line.charAt(name.length());
                if (next == '{' || next == ' ' || next == '\t') {
                    return number(line.substring(next == '{' ? afterLabels(line) : name.length()));
                }
            }
        }
        return 0;
    }

    /** A brace may stand within the quotes of a label. */
    private static int afterLabels(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '}' && !quoted) {
                return i + 1;
            }
        }
        return line.length();
    }

    /** A value, perhaps with a time behind it; 0 for one that is none, or below 0. */
    private static double number(String rest) {
        var words = rest.strip().split("\\s+", 2);
        try {
            double number = Double.parseDouble(words[0]);
            return Double.isFinite(number) && number > 0 ? Math.min(number, Integer.MAX_VALUE) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
