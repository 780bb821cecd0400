package dev.cartwright.store.sql;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
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
                    FAILED_MULTIPLE_HEARTBEATS,
                    COMPLETIONHANDLER_ERROR,
                    FAILUREHANDLER_ERROR,
                    DEAD_EXECUTION ->
                    LOG.atWarn()
                            .addKeyValue("event", event.name().toLowerCase(Locale.ROOT))
                            .log("the schedule of jobs met a fault, and goes on");
            // one late heartbeat is no fault, nor a job that another version knows
            case FAILED_HEARTBEAT,
                    UNRESOLVED_TASK,
                    RAN_UPDATE_HEARTBEATS,
                    RAN_DETECT_DEAD,
                    RAN_EXECUTE_DUE -> {}
        }
    }

    /// What a job throws itself is told where it runs; this is of whatever went wrong around it.
    @Override
    public void onExecutionComplete(ExecutionComplete complete) {
        if (complete.getResult() == ExecutionComplete.Result.FAILED) {
            LOG.atError()
                    .addKeyValue("job", complete.getExecution().taskInstance.getTaskName())
                    .addKeyValue(
                            "thrown", complete.getCause().map(ScheduleTrouble::kind).orElse(""))
                    .log("a job broke off");
        }
    }

    private static String kind(Throwable thrown) {
        return thrown.getClass().getName();
    }
}
