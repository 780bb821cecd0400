-- What runs at set times; what the columns mean is said in the SQLite migration of the same number.
CREATE TABLE job_schedule (
    task_name TEXT COLLATE "C" NOT NULL,
    task_instance TEXT COLLATE "C" NOT NULL,
    task_data BYTEA,
    execution_time BIGINT NOT NULL,
    picked BOOLEAN NOT NULL,
    picked_by TEXT,
    last_success BIGINT,
    last_failure BIGINT,
    consecutive_failures INTEGER,
    last_heartbeat BIGINT,
    version BIGINT NOT NULL,
    priority INTEGER,
    PRIMARY KEY (task_name, task_instance)
);

CREATE TABLE job_run (
    name TEXT COLLATE "C" PRIMARY KEY,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    failed INTEGER NOT NULL,
    report TEXT NOT NULL
);
