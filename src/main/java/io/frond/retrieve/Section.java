package io.frond.retrieve;

import java.util.List;

/**
 * What stands under one heading.
 *
 * @param heading heading path
 * @param blocks paragraphs, lists, tables, code, in order; none empty
 */
record Section(String heading, List<String> blocks) {}
