package io.frond.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Collects how each fault went, prints the table, and in real seconds writes the page. */
final class Scorecard implements TestWatcher, AfterAllCallback {
    private static final Path PAGE = Path.of("src/main/docs/faults.md");
    private static final String PASS = "pass";
    private static final String FAIL = "**fail**";

    private final Map<Catalogue, Set<String>> measured = new EnumMap<>(Catalogue.class);
    private final Map<Catalogue, String> verdicts = new EnumMap<>(Catalogue.class);

    /** What was seen, in a few words; told before it is judged. */
    void saw(Catalogue fault, String words) {
        measured.computeIfAbsent(fault, any -> new LinkedHashSet<>()).add(words);
    }

    private static Optional<Catalogue> fault(ExtensionContext test) {
        var name = test.getRequiredTestMethod().getName();
        return name.matches("S\\d\\d_.*") ? Optional.of(Catalogue.valueOf(name.substring(0, 3))) : Optional.empty();
    }

    @Override
    public void testSuccessful(ExtensionContext test) {
        judge(test, PASS);
    }

    @Override
    public void testAborted(ExtensionContext test, Throwable why) {
        judge(test, "not yet");
    }

    @Override
    public void testFailed(ExtensionContext test, Throwable why) {
        judge(test, FAIL);
    }

    /** The worst of a fault's tests counts. */
    private void judge(ExtensionContext test, String verdict) {
        fault(test)
                .ifPresent(one -> verdicts.merge(
                        one, verdict, (before, now) -> before.equals(FAIL) || now.equals(PASS) ? before : now));
    }

    @Override
    public void afterAll(ExtensionContext all) throws IOException {
        if (Pace.chosen().full() && verdicts.size() == Catalogue.values().length) {
            System.out.println(table());
            Files.writeString(PAGE, page());
        }
    }

    private String table() {
        var table = new StringBuilder(
                "| # | the provider ... | Frond | seen, in seconds of the clock |\n|---|---|---|---|\n");
        for (Catalogue fault : Catalogue.values()) {
            table.append("| ").append(fault).append(" | ").append(fault.provider);
            table.append(" | ").append(verdicts.get(fault)).append(" | ");
            table.append(String.join("; ", measured.getOrDefault(fault, Set.of())))
                    .append(" |\n");
        }
        return table.toString();
    }

    private long passed() {
        return verdicts.values().stream().filter(PASS::equals).count();
    }

    private String page() {
        return """
                # Sixteen provider faults

                What Frond does when a model provider misbehaves, fault by fault, after the catalogue of the public [FailoverBench](https://github.com/failoverbench/failoverbench) (methodology v0.1). Written by `scripts/faults`, which plays each fault to a whole Frond over real sockets and in real seconds; the tests play the same faults ten times as fast at every build.

                The rules are those of the catalogue: the client streams, there is one primary and one fallback model, and the same budget for every fault, here two further tries and 30 s. A fault is passed when the client got the whole answer with the right tokens in order, its usage and no garbage (for S13: the provider's own reason), and when the provider was not asked more often, sooner or longer than the catalogue allows. The fallback is a backend of its own (`fallback`), says that it goes on from a last message of the assistant (`can.prefill`), and the route has `rescue: continue`.

                ## Frond

                Tries are those of the primary model + those of the fallback.

                %s
                ## Beside others

                | gateway | passed of 16 | run by |
                |---|--:|---|
                | Frond | %d | this repository, with its own reading of the catalogue |
                | Portkey Gateway (open) | 11 | FailoverBench, scorecard of 2026-09-12 |
                | Bifrost | 9 | FailoverBench, scorecard of 2026-09-12 |
                | LiteLLM proxy | 9 | FailoverBench, scorecard of 2026-09-12 |

                The figures of the others are published ones and were not measured here. The catalogue knows provider faults only, one request at a time; what many clients see while endpoints fail is the matter of `scripts/soak`.
                """.formatted(table(), passed());
    }
}
