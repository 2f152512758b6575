package io.frond.retrieve;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** The entries that a search may find, as a query for Lucene over the fields of {@link StoredFacts}. */
final class AdmittedFacts {
    private static final Query ALL = MatchAllDocsQuery.INSTANCE;

    private AdmittedFacts() {}

    /** Null where all are admitted. */
    static @Nullable Query of(Search search, IndexReader reader) throws IOException {
        boolean dated = PointValues.size(reader, StoredFacts.FROM) + PointValues.size(reader, StoredFacts.UNTIL) > 0;
        if (!dated) {
            return search.filter().equals(Filter.NONE) ? null : query(search.filter());
        }
        long at = search.at().toEpochMilli();
        return new BooleanQuery.Builder()
                .add(query(search.filter()), Occur.MUST)
                .add(LongPoint.newRangeQuery(StoredFacts.FROM, Math.addExact(at, 1), Long.MAX_VALUE), Occur.MUST_NOT)
                .add(LongPoint.newRangeQuery(StoredFacts.UNTIL, Long.MIN_VALUE, at), Occur.MUST_NOT)
                .build();
    }

    private static Query query(Filter filter) {
        return switch (filter) {
            case Filter.All all -> all.parts().isEmpty() ? ALL : joined(all.parts(), Occur.MUST);
            case Filter.Any any -> joined(any.parts(), Occur.SHOULD);
            case Filter.Within within -> within(within);
            case Filter.Compare compare -> compare(compare);
        };
    }

    private static Query joined(List<Filter> parts, Occur occur) {
        var all = new BooleanQuery.Builder();
        parts.forEach(part -> all.add(query(part), occur));
        return all.build();
    }

    private static Query within(Filter.Within within) {
        var any = new BooleanQuery.Builder();
        within.values().forEach(value -> any.add(equal(within.key(), value), Occur.SHOULD));
        return within.in() ? any.build() : not(any.build());
    }

    private static Query compare(Filter.Compare compare) {
        return switch (compare.operator()) {
            case EQ -> equal(compare.key(), compare.value());
            case NE -> not(equal(compare.key(), compare.value()));
            case GT, GTE, LT, LTE -> sized(compare);
        };
    }

    private static Query sized(Filter.Compare compare) {
        if (!(compare.value() instanceof Double value)) {
            return new MatchNoDocsQuery("only numbers are larger or smaller");
        }
        double least = Double.NEGATIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        switch (compare.operator()) {
            case GT -> least = DoublePoint.nextUp(value);
            case GTE -> least = value;
            case LT -> most = DoublePoint.nextDown(value);
            case LTE -> most = value;
            case EQ, NE -> throw new IllegalArgumentException("not a comparison of size: " + compare.operator());
        }
        return DoublePoint.newRangeQuery(StoredFacts.name(compare.key(), value), least, most);
    }

    private static Query equal(String key, Object value) {
        var field = StoredFacts.name(key, value);
        return value instanceof Double number
                ? DoublePoint.newExactQuery(field, number)
                : new TermQuery(new Term(field, value.toString()));
    }

    private static Query not(Query query) {
        return new BooleanQuery.Builder()
                .add(ALL, Occur.MUST)
                .add(query, Occur.MUST_NOT)
                .build();
    }
}
