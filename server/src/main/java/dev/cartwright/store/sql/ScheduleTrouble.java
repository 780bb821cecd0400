package dev.cartwright.store.sql;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells that the schedule of jobs went wrong, in our words: the library's own lines bring texts of
/// the database, which hold addresses and names of users.
final class ScheduleTrouble extends AbstractSchedulerListener {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleTrouble.class);

    @Override
    public void onSchedulerEvent(SchedulerEventType event) {
        switch (event) {
            case UNEXPECTED_ERROR,
                    FAILED_HEARTBEAT,
                    FAILED_MULTIPLE_HEARTBEATS,
                    COMPLETIONHANDLER_ERROR,
                    FAILUREHANDLER_ERROR,
                    DEAD_EXECUTION,
                    UNRESOLVED_TASK ->
                    LOG.atWarn()
                            .addKeyValue("event", event.name().toLowerCase(Locale.ROOT))
                            .log("the schedule of jobs met a fault, and goes on");
            case RAN_UPDATE_HEARTBEATS, RAN_DETECT_DEAD, RAN_EXECUTE_DUE -> {}
        }
    }
}
