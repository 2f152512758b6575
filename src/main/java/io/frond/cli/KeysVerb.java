package io.frond.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "keys",
        synopsisSubcommandLabel = "new TENANT",
        header = "Make keys for tenants.",
        description = "",
        commandListHeading = "%nVerbs:%n")
final class KeysVerb {

    @Command(name = "new", header = "Make a key and print what the configuration keeps of it.", description = "")
    static final class New implements Callable<Integer> {
        private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
        private final Desk desk;

        @Parameters(paramLabel = "TENANT", description = "Whose key it is.")
        String tenant = "";

        @Option(names = "--name", paramLabel = "NAME", description = "What it is for. Default main.")
        String name = "main";

        New(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            checked("TENANT", tenant);
            checked("--name", name);
            var made = desk.program().get().newKey();
            desk.say("The key, shown this once:");
            desk.say("");
            desk.say("  " + made.key());
            desk.say("");
            desk.say("The configuration keeps its digest:");
            desk.say("");
            desk.say("tenants:");
            desk.say("  " + tenant + ":");
            desk.say("    keys:");
            desk.say("      - { name: " + name + ", hash: \"" + made.hash() + "\" }");
            return Exit.OK.code();
        }

        private static void checked(String what, String word) {
            if (!word.matches(WORD)) {
                throw Failure.usage(what + ": \"" + word + "\" is no name. Letters, digits and . _ - make one.");
            }
        }
    }
}
