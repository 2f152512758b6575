package io.frond.route;

/** How backends and collections are doing just now. Asked on event loops; answers at once. */
public interface Situation {

    /**
     * One backend.
     *
     * @param seconds measured time to the first byte of its fastest endpoint; 0 where nothing is known
     * @param price of an ordinary request in dollars; 0 where nothing is known
     * @param open whether any endpoint takes calls
     */
    record Standing(double seconds, double price, boolean open) {}

    Standing backend(String name);

    /** How fast the collection changes: 1 where it did today, towards 0 the longer that was ago. */
    double changing(String knowledge);

    /** Where nothing is measured. */
    Situation UNKNOWN = new Situation() {
        @Override
        public Standing backend(String name) {
            return new Standing(0, 0, true);
        }

        @Override
        public double changing(String knowledge) {
            return 0;
        }
    };
}
