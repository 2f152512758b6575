package io.frond.retrieve;

/**
 * The tables of one collection.
 *
 * @param schema a plain name
 */
record PostgresTables(String schema, int id) {

    /** A statement in which they are called <code>{schema}</code>, <code>{chunks}</code> and so on. */
    String in(String sql) {
        return sql.replace("{schema}", schema)
                .replace("{chunks}", schema + ".chunks_" + id)
                .replace("{terms}", schema + ".terms_" + id)
                .replace("{index}", "chunks_" + id)
                .replace("{id}", Integer.toString(id));
    }
}
