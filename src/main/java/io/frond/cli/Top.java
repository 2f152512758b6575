package io.frond.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code frond} without a verb: what there is. */
@Command(
        name = "frond",
        synopsisSubcommandLabel = "VERB",
        description = {
            "",
            "An LLM gateway. It decides for each request whether a fine-tuned model answers",
            "or knowledge is fetched first, and speaks OpenAI's language on both sides.",
            ""
        },
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the configuration is wrong; every fault is listed",
            "2:the command line is wrong",
            "3:a port is taken, or a model service or store cannot be reached",
            "70:a mistake in Frond itself",
            "130:interrupted twice: running answers were not waited for"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  frond demo                                    needs no key, no network, no file",
            "  frond serve --backend http://localhost:11434/v1",
            "  frond serve frond.yaml",
            "  frond explain \"How long may I return a jacket?\" --tenant acme",
            "",
            "frond VERB --help tells more about one verb."
        })
final class Top {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this.")
    boolean help;
}
