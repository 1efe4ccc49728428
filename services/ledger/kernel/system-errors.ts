/**
 * Chinese translations of messages about files and connections: key → [Chinese, English]. The key is an error code of
 * the operating system or a message of SQLite; the English text is the original one.
 */
export const systemErrors: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ENOENT: ['没有这个文件或文件夹', 'no such file or directory'],
  EACCES: ['没有权限', 'permission denied'],
  EPERM: ['不允许这样操作', 'operation not permitted'],
  EEXIST: ['文件已经存在', 'file already exists'],
  EISDIR: ['这是文件夹，不是文件', 'illegal operation on a directory'],
  ENOTDIR: ['路径中有一段不是文件夹', 'not a directory'],
  ENOSPC: ['磁盘已满', 'no space left on device'],
  EROFS: ['文件系统是只读的', 'read-only file system'],
  EFBIG: ['文件太大', 'file too large'],
  EIO: ['磁盘读写出错', 'i/o error'],
  EBUSY: ['正被占用', 'resource busy or locked'],
  ETXTBSY: ['正被占用', 'text file is busy'],
  EMFILE: ['打开的文件太多', 'too many open files'],
  ENFILE: ['系统打开的文件太多', 'file table overflow'],
  ENAMETOOLONG: ['名称太长', 'name too long'],
  ELOOP: ['符号链接太多，可能是循环', 'too many symbolic links encountered'],
  EINVAL: ['参数不正确', 'invalid argument'],
  ENODEV: ['没有这个设备', 'no such device'],
  ENOMEM: ['内存不够', 'not enough memory'],
  ECONNREFUSED: ['对方拒绝连接', 'connection refused'],
  ECONNRESET: ['连接被对方断开', 'connection reset by peer'],
  ETIMEDOUT: ['连接超时', 'connection timed out'],
  EADDRINUSE: ['端口已被占用', 'address already in use'],
  'database is locked': ['数据库正被占用', 'database is locked'],
  'attempt to write a readonly database': ['数据库是只读的', 'attempt to write a readonly database'],
  'disk I/O error': ['磁盘读写出错', 'disk I/O error'],
  'database disk image is malformed': ['数据库内容已损坏', 'database disk image is malformed'],
  'database or disk is full': ['数据库或磁盘已满', 'database or disk is full'],
  'file is not a database': ['文件不是数据库', 'file is not a database'],
  'unable to open database file': ['数据库文件打不开', 'unable to open database file'],
};

/** The error code at the start of a Node message; otherwise the whole message. */
const keyOf = (message: string): string => /^(E[A-Z0-9]+)(?=[:, ])/.exec(message)?.[1] ?? message;

/**
 * The Chinese translation of a system message, followed by the original message; an unknown message is returned
 * unchanged.
 */
export const chineseOfSystem = (message: string): string => {
  const key = keyOf(message);
  const [zh = null] = Object.hasOwn(systemErrors, key) ? (systemErrors[key] ?? []) : [];
  return zh === null ? message : `${zh}；${message}`;
};
