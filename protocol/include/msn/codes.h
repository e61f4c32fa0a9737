/* Numbers with a meaning on the wire: node classes, status bits, event codes, secured functions.
 * Normative text: protocol/SPEC.md. Values are never re-used; a new one takes a new number. */
#ifndef MSN_CODES_H
#define MSN_CODES_H

#define MSN_MAGIC 0x4D53u
#define MSN_PROFILE_1_0 0x0100u
#define MSN_TRIP_MAGIC 0xA500u
#define MSN_EVENT_REGS 5

enum msn_class { MSN_CLASS_METHANE = 1, MSN_CLASS_FLOW = 2, MSN_CLASS_RELAY = 3 };

enum msn_status_bit { /* LIVE.STATUS */
  MSN_ST_ALARM = 0x0001,
  MSN_ST_WARNING = 0x0002,
  MSN_ST_CUTOFF = 0x0004,
  MSN_ST_FAULT = 0x0008,
  MSN_ST_SUP_TRIPPED = 0x0010,
  MSN_ST_CALIBRATION = 0x0020,
  MSN_ST_TEST = 0x0040,
  MSN_ST_LOW_SUPPLY = 0x0080,
  MSN_ST_SELECTED = 0x0100,
  MSN_ST_EV_OVERFLOW = 0x0200,
  MSN_ST_DEFAULT_CONFIG = 0x0400,
  MSN_ST_RTC_VALID = 0x0800,
  MSN_ST_LOCAL = 0x1000,
  MSN_ST_RESTART = 0x2000, /* cleared by the first event acknowledge after boot */
  MSN_ST_KEY_PRESENT = 0x4000,
  MSN_ST_HISTORY = 0x8000
};

enum msn_quality_bit { /* 0 = valid; the host adds 12 to 15 */
  MSN_Q_RESTART = 0x0002,
  MSN_Q_SENSOR_FAULT = 0x0004,
  MSN_Q_OVER = 0x0008,
  MSN_Q_UNDER = 0x0010,
  MSN_Q_PSEUDO = 0x0020,
  MSN_Q_FORCED = 0x0040,
  MSN_Q_CAL_OVERDUE = 0x0080,
  MSN_Q_LOW_SUPPLY = 0x0100,
  MSN_Q_WARM_UP = 0x0200,
  MSN_Q_SETTLING = 0x0400,
  MSN_Q_COMM_LOST = 0x1000,
  MSN_Q_STALE = 0x2000,
  MSN_Q_TIME_UNCERTAIN = 0x4000,
  MSN_Q_REPLAY = 0x8000
};

enum msn_level { MSN_LEVEL_NORMAL, MSN_LEVEL_WARN, MSN_LEVEL_ALARM, MSN_LEVEL_CUTOFF };
#define MSN_LEVEL_LATCHED 0x80

enum msn_interlock_bit { /* LIVE.INTERLOCK, INTERLOCK_1, RSP_DETAIL */
  MSN_IL_LOCAL = 0x0001,
  MSN_IL_INPUT = 0x0002, /* methane interlock input, or own gas not below RESTORE */
  MSN_IL_MIN_OFF = 0x0004, /* minimum off time, or dead time of the pair */
  MSN_IL_MUTEX = 0x0008,
  MSN_IL_FB_MISMATCH = 0x0010,
  MSN_IL_SUP_LATCH = 0x0020,
  MSN_IL_FAULT = 0x0040, /* own sensor not valid; an interlocked device is not healthy */
  MSN_IL_CALIBRATION = 0x0080,
  MSN_IL_FAN = 0x0100,       /* fan stopped or duct flow too low, or not yet well for FAN_STEADY */
  MSN_IL_FAN_START = 0x0200, /* gas over 3.0 %CH4 while the fan stood; not yet unlocked */
  MSN_IL_POWER_UP = 0x0400   /* POWER_UP_LOCK after a boot */
};

enum msn_trip_cause {
  MSN_CAUSE_NONE = 0,
  MSN_CAUSE_BOOT = 1,
  MSN_CAUSE_GAS = 2,
  MSN_CAUSE_REMOTE = 3,
  MSN_CAUSE_SUPERVISION = 4,
  MSN_CAUSE_FAULT = 5,
  MSN_CAUSE_LOCAL = 6,
  MSN_CAUSE_INTERLOCK = 7, /* the methane interlock input */
  MSN_CAUSE_FAN = 8
};

enum msn_event_code { /* event record CODE */
  MSN_EV_BOOT = 0x01,
  MSN_EV_CONFIG_DEFAULT = 0x02,
  MSN_EV_MODE = 0x04,
  MSN_EV_OVERFLOW = 0x05,
  MSN_EV_COMMANDED = 0x10,
  MSN_EV_FEEDBACK = 0x11,
  MSN_EV_FB_MISMATCH = 0x12,
  MSN_EV_INTERLOCK = 0x13,
  MSN_EV_LOCAL = 0x14,
  MSN_EV_SEC = 0x20, /* 0x20 | function: executed; VALUE = operator id. CHAN 0xFF: direct trip */
  MSN_EV_AUTH_FAIL = 0x30,
  MSN_EV_LOCK_OUT = 0x31,
  MSN_EV_WARN_ON = 0x40,
  MSN_EV_WARN_OFF = 0x41,
  MSN_EV_ALARM_ON = 0x42,
  MSN_EV_ALARM_OFF = 0x43,
  MSN_EV_CUTOFF_ON = 0x44,
  MSN_EV_CUTOFF_OFF = 0x45,
  MSN_EV_FAULT_ON = 0x50,
  MSN_EV_FAULT_OFF = 0x51,
  MSN_EV_OVER_RANGE = 0x52,
  MSN_EV_LOW_SUPPLY = 0x53,
  MSN_EV_SUPPLY_OK = 0x54,
  MSN_EV_SUP_LOST = 0x60,
  MSN_EV_SUP_BACK = 0x61,
  MSN_EV_CAL_BEGIN = 0x70,
  MSN_EV_CAL_END = 0x71
};

enum msn_sec_op { MSN_OP_SELECT = 0x10, MSN_OP_OPERATE = 0x20, MSN_OP_CANCEL = 0x30 };
enum msn_sec_fn {
  MSN_FN_TRIP = 1,
  MSN_FN_CLOSE = 2,
  MSN_FN_CFG_COMMIT = 3,
  MSN_FN_MODE = 4,
  MSN_FN_MUTE = 5,
  MSN_FN_TOTAL_RESET = 6,
  MSN_FN_REBOOT = 7,
  MSN_FN_KEY_ROTATE = 8,
  MSN_FN_TIME_SET = 9,
  MSN_FN_ATTEST = 10,
  MSN_FN_UNLOCK = 11 /* the fan-start lock, by authority */
};

enum msn_mode { MSN_MODE_NORMAL, MSN_MODE_CALIBRATE, MSN_MODE_TEST }; /* MODE: PARAM high byte */

enum msn_sensor_fault { /* event 50: channel */
  MSN_SENSOR_OK,
  MSN_SENSOR_BROKEN, /* it says so itself, or is silent */
  MSN_SENSOR_OPEN,
  MSN_SENSOR_SHORT,
  MSN_SENSOR_STUCK,
  MSN_SENSOR_DRIFT, /* at or below RANGE_LO */
  MSN_SENSOR_WARM_UP
};

enum msn_cap_bit { /* IDENTITY.CAPS */
  MSN_CAP_MAC = 0x0001,
  MSN_CAP_NVM_BOOTS = 0x0002,
  MSN_CAP_STAGED_CONFIG = 0x0004,
  MSN_CAP_RTC = 0x0008,
  MSN_CAP_HISTORY = 0x0010,
  MSN_CAP_RESULT_MAC = 0x0020,
  MSN_CAP_ATTEST = 0x0040,
  MSN_CAP_SMALL = 0x0080 /* what SPEC.md 14 leaves out is not there */
};

enum msn_key_id { MSN_KEY_NONE = 0, MSN_KEY_TRAINING = 1 }; /* others are a site's own */

enum msn_sec_status { /* answer to a secured request */
  MSN_SEC_OK = 0,
  MSN_SEC_TIMEOUT = 1,
  MSN_SEC_NO_SELECT = 2,
  MSN_SEC_FORMAT = 3,
  MSN_SEC_BLOCKED = 4, /* RSP_DETAIL = msn_interlock_bit */
  MSN_SEC_LOCAL = 5,
  MSN_SEC_ALREADY = 6,
  MSN_SEC_BUSY = 7,
  MSN_SEC_AUTH_FAIL = 8,
  MSN_SEC_LOCKED_OUT = 9,
  MSN_SEC_OUT_OF_RANGE = 10,
  MSN_SEC_HW_ERROR = 11,
  MSN_SEC_NOT_SUPPORTED = 12,
  MSN_SEC_WRONG_MODE = 13
};

#endif
