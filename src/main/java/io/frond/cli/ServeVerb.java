package io.frond.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "serve",
        header = "Start the gateway.",
        description = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  frond serve frond.yaml",
            "  frond serve --backend http://localhost:11434/v1",
            "  frond serve --backend https://models.example/v1 --key-env MODELS_KEY --listen 9000",
            "  OPENAI_API_KEY=... frond serve",
            "",
            "A saved file is loaded at once, and so it is at SIGHUP; a faulty one changes nothing.",
            "SIGTERM and Ctrl-C let running answers finish and end with 0."
        })
final class ServeVerb implements Callable<Integer> {
    private final Desk desk;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration. Default ./frond.yaml where there is one,"
                    + " else OPENAI_BASE_URL and OPENAI_API_KEY.")
    @Nullable
    Path file;

    @Mixin
    final SetupOptions setup = new SetupOptions();

    @Mixin
    final ListenOptions listen = new ListenOptions();

    ServeVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var found = setup.find(desk, file);
        return desk.attend(MainThread.await(desk.program().get().serve(found, listen.listening())));
    }
}
