package io.frond.retrieve;

/** Tables as Markdown writes them: a row of names, a row of dashes, then the rows. */
final class Table {
    private Table() {}

    /** The first two lines of a table, with their ends; empty for what is none. */
    static String header(String block) {
        int names = block.indexOf('\n') + 1;
        int dashes = names == 0 ? 0 : block.indexOf('\n', names) + 1;
        boolean table = dashes > 0 && block.lastIndexOf('|', names) >= 0 && dashes(block.substring(names, dashes));
        return table ? block.substring(0, dashes) : "";
    }

    private static boolean dashes(String line) {
        return line.indexOf('-') >= 0
                && line.indexOf('|') >= 0
                && line.chars().allMatch(c -> c == '-' || c == '|' || c == ':' || c <= ' ');
    }
}
