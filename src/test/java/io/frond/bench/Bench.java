package io.frond.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program behind {@code scripts/bench}, which hands over the repository, the folder for what is built and written,
 * the CPUs that there are, and the caller's own words.
 */
final class Bench {
    private static final int PORT = 18_700;

    private final Site site;
    private final Options options;
    private final Results results = new Results();

    private Bench(Site site, Options options) {
        this.site = site;
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        var cpus = Cpus.parse(args[2]);
        try {
            var options =
                    Options.parse(cpus, List.of(args).subList(3, args.length).toArray(String[]::new));
            var java = Path.of(System.getProperty("java.home"), "bin", "java");
            var site =
                    new Site(Path.of(args[0]), Path.of(args[1]), java, PORT, options.loadCpus(), options.proxyCpus());
            new Bench(site, options).run();
        } catch (IllegalArgumentException e) {
            Contest.say("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException, InterruptedException {
        leaveOutMissing();
        var mock = new ProcessBuilder(Site.on(
                        site.loadCpus(), List.of(site.work().resolve("mock").toString(), Integer.toString(PORT))))
                .inheritIO()
                .start();
        // also when it is interrupted, nothing may stay behind on the ports
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        try (var direct = Running.mock(site, mock)) {
            if (direct.awaitAnswer(site).isEmpty()) {
                throw new IllegalArgumentException("the mock does not answer on port " + PORT + ". Is it taken?");
            }
            var contest =
                    new Contest(site, options, new LoadTool(site, mock.toHandle(), Machine.processors()), results);
            for (Case what : options.cases()) {
                contest.hold(what, direct);
                writeRuns();
            }
        }
        var page = new Page(results, Machine.here(site, results.targets()), options);
        Files.createDirectories(options.out().toAbsolutePath().getParent());
        Files.writeString(options.out(), page.text());
        System.out.println(page.summary());
        Contest.say("bench: the page is " + options.out() + ", every single run is in " + runs());
    }

    private void leaveOutMissing() {
        var names = Target.all().stream().map(Target::name).toList();
        for (String name : options.targets()) {
            if (!names.contains(name) && !name.equals(Target.DIRECT)) {
                throw new IllegalArgumentException("there is no target \"" + name + "\"; there are " + names);
            }
        }
        for (Target target : Target.all()) {
            if (options.wants(target.name()) && !site.has(target)) {
                results.leaveOut(target.name() + ": not installed here");
                Contest.say("left out: " + target.name() + ", not installed here");
            }
        }
    }

    private Path runs() {
        return site.work().resolve("runs.tsv");
    }

    private void writeRuns() {
        var lines = new ArrayList<String>();
        results.forEach((what, target, round, figures) ->
                lines.add(what + "\t" + target + "\t" + (round + 1) + "\t" + figures.line()));
        try {
            Files.write(runs(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write what was measured", e);
        }
    }
}
