package io.frond.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "schema",
        header = "Print the JSON Schema of the configuration, for editors.",
        description = "",
        footerHeading = "%nExample:%n",
        footer = {
            "  frond schema > frond.schema.json",
            "  and as the first line of frond.yaml: # yaml-language-server: $schema=./frond.schema.json"
        })
final class SchemaVerb implements Callable<Integer> {
    private final Desk desk;

    SchemaVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        desk.say(desk.program().get().schema());
        return Exit.OK.code();
    }
}
