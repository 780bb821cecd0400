package dev.cartwright.store.woocommerce;

import dev.cartwright.session.Times;
import dev.cartwright.woocommerce.ShopCart;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What we learn of a cart's times by watching a table that keeps two of them at most.
///
/// @param lookedAt when its table was last looked through: a change found now happened after that
/// @param now the moment of looking
record LearntTimes(Instant lookedAt, Instant now) {
    /// A change whose moment is known no better than this stays an estimate.
    private static final Duration EXACT_ENOUGH = Duration.ofMinutes(5);

    /// Of a row that was not there a moment ago.
    ///
    /// @param guess from the columns alone
    Times created(Times guess, ShopCart row) {
        Instant created = row.created() > 0 ? guess.created() : now;
        Instant activity = later(created, within(guess.lastActivity(), created));
        return new Times(created, activity, activity, guess.expiry(), false);
    }

    /// Of a row that was known and is another now.
    Times changed(Times guess, Times known, ShopCart row) {
        boolean told = row.created() > 0;
        Instant created = told ? guess.created() : known.created();
        boolean pushed = guess.lastActivity().isAfter(known.updated());
        Instant moment = pushed ? within(guess.lastActivity(), known.updated()) : now;
        boolean exact = pushed || Duration.between(lookedAt, now).compareTo(EXACT_ENOUGH) <= 0;
        boolean createdKnown = told || !known.estimated();
        return new Times(
                created,
                later(created, moment),
                later(created, moment),
                guess.expiry(),
                !(exact && createdKnown));
    }

    /// The guess where it is possible at all, else this moment.
    private Instant within(Instant guess, Instant earliest) {
        return guess.isBefore(earliest) || guess.isAfter(now) ? now : guess;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// Of a row that may have been the same before and was read in another way: only an end that
    /// was moved tells of a change.
    private Times readAgain(Times guess, Times known, ShopCart row) {
        return guess.expiry().equals(known.expiry()) ? known : changed(guess, known, row);
    }

    /// @param known null when the index does not know it
    /// @param isNew whether the row came to be while we were watching
    /// @param again whether known rows are being read in another way than before
    Times of(Times guess, @Nullable Times known, ShopCart row, boolean isNew, boolean again) {
        if (known != null) {
            return again ? readAgain(guess, known, row) : changed(guess, known, row);
        }
        return isNew ? created(guess, row) : guess;
    }
}
