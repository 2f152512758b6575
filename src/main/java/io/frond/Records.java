package io.frond;

import io.frond.account.AccessLog;
import io.frond.admin.Audit;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is written down.
 *
 * @param access how requests went
 * @param audit what operators did
 * @param recent gives the program's last lines, oldest first
 */
record Records(AccessLog access, Audit audit, Supplier<List<String>> recent) {}
