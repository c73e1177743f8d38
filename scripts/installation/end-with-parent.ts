/** Loaded into the Worker's process: it must not outlive a start that was killed, or it would hold the port. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 500).unref();
