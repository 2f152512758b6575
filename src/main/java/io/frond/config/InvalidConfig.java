package io.frond.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; holds every fault that was found in it. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    private final transient List<Fault> faults;

    InvalidConfig(List<Fault> faults) {
        super(report(faults), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    /** The faults as a person reads them, each with its place and source line, and their number at the end. */
    public String report() {
        return report(faults);
    }

    private static String report(List<Fault> faults) {
        String all = faults.stream().limit(SHOWN).map(Fault::toString).collect(Collectors.joining("\n\n"));
        String more = faults.size() > SHOWN ? " The first " + SHOWN + " are shown." : "";
        return all + "\n\n" + faults.size() + (faults.size() == 1 ? " fault." : " faults.") + more;
    }
}
