package io.frond.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaugesTest {
    private static final String VLLM = """
            # HELP vllm:num_requests_running Number of requests in model execution batches.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="org/m"} 3.0
            vllm:num_requests_running{engine="1",model_name="odd } \\" name"} 2.0 1700000000000
            vllm:num_requests_waiting{engine="0",model_name="org/m"} 7.0
            vllm:num_requests_waiting_by_reason{reason="capacity"} 900.0
            vllm:kv_cache_usage_perc{engine="0"} 0.25
            vllm:kv_cache_usage_perc{engine="1"} 0.5
            """;

    @Test
    void vllmIsSummedOverItsEnginesAndOfCachesTheFullestCounts() {
        assertThat(Gauges.read(VLLM)).isEqualTo(new Gauges(5, 7, 0.5));
        assertThat(Gauges.read("vllm:gpu_cache_usage_perc 0.75")).isEqualTo(new Gauges(0, 0, 0.75));
    }

    @Test
    void sglangIsReadToo() {
        assertThat(Gauges.read("""
                sglang:num_running_reqs{model_name="m"} 4.0\r
                sglang:num_queue_reqs{model_name="m"} 1.0\r
                sglang:token_usage{model_name="m"} 0.125\r
                """)).isEqualTo(new Gauges(4, 1, 0.125));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "vllm:num_requests_running",
                "vllm:num_requests_running ",
                "vllm:num_requests_running{",
                "vllm:num_requests_running{a=\"b\"}",
                "vllm:num_requests_running NaN",
                "vllm:num_requests_running +Inf",
                "vllm:num_requests_running -3",
                "vllm:num_requests_running many",
                "go_goroutines 7",
                " vllm:num_requests_running 7"
            })
    void whatSaysNothingIsNothing(String text) {
        assertThat(Gauges.read(text)).isEqualTo(Gauges.NONE);
    }

    @Test
    void noTextMakesItFailOrLeaveItsRange() {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder(VLLM);
            for (int j = 0; j < 20; j++) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, (char)
                            (random.nextBoolean() ? "{}\"\\\n 9e".charAt(random.nextInt(8)) : random.nextInt(256)));
                }
            }
            var gauges = Gauges.read(text.toString());
            assertThat(gauges.running()).isBetween(0.0, 4.0 * Integer.MAX_VALUE);
            assertThat(gauges.waiting()).isBetween(0.0, 4.0 * Integer.MAX_VALUE);
            assertThat(gauges.cache()).isBetween(0.0, 1.0);
        }
    }
}
