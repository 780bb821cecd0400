-- What runs at set times. The scheduler's library writes here; times are epoch milliseconds.
CREATE TABLE job_schedule (
    task_name TEXT NOT NULL,
    task_instance TEXT NOT NULL,
    task_data BLOB,
    execution_time INTEGER NOT NULL,
    picked INTEGER NOT NULL,
    picked_by TEXT,
    last_success INTEGER,
    last_failure INTEGER,
    consecutive_failures INTEGER,
    last_heartbeat INTEGER,
    version INTEGER NOT NULL,
    priority INTEGER,
    PRIMARY KEY (task_name, task_instance)
) WITHOUT ROWID;

-- How each job last ran, by whomever.
--   ended_at  null while it runs
--   report    what it did, a line each
CREATE TABLE job_run (
    name TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    failed INTEGER NOT NULL,
    report TEXT NOT NULL
) WITHOUT ROWID;
