import { embeddedLogs } from './embedded-places.js';
import { describeEventLog } from './event-log.js';

describeEventLog('embedded', embeddedLogs);
