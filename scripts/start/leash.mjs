/**
 * Imported ahead of a process that `npm start` starts: when the starter is gone, however it went,
 * the channel between them closes and the process ends itself as if it had been asked to.
 */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
