/* What the setup tool (NSIS) and the custom actions (MSI) share: the rules of an installation on Windows. */
#ifndef BORNE_SETUP_H
#define BORNE_SETUP_H

#include <windows.h>

/* Characters of a value, with the end. */
#define VALUE_LENGTH 1024

/* Exit codes; src-shared/release/windows-setup.ts explains each, and a test compares them. */
enum setup_exit {
  EXIT_DONE = 0,
  EXIT_REFUSED = 10,
  EXIT_NO_RIGHTS = 11,
  EXIT_OLDER = 12,
  EXIT_OTHER_PACKAGE = 13,
  EXIT_OTHER_FOLDER = 14,
  EXIT_IN_USE = 15,
  EXIT_DISK = 16,
  EXIT_SYSTEM = 17,
  EXIT_BUSY = 18
};

/* What the installation was given; an empty text: not given. */
struct given {
  wchar_t config_file[VALUE_LENGTH];
  wchar_t hub_url[VALUE_LENGTH];
  wchar_t enrolment_code[VALUE_LENGTH];
  wchar_t autostart[VALUE_LENGTH];
  wchar_t account[VALUE_LENGTH];
  wchar_t downgrade[VALUE_LENGTH];
  wchar_t purge_data[VALUE_LENGTH];
};

/* The package that is being installed. */
struct package {
  wchar_t version[VALUE_LENGTH];
  /* nsis or msi */
  wchar_t kind[VALUE_LENGTH];
  /* 1: a layout */
  wchar_t layout[VALUE_LENGTH];
  wchar_t folder[VALUE_LENGTH];
  /* What it needs on the disk, in MB; 0: unknown. */
  unsigned need;
};

/* Where a line for the log goes; set by the program. Lines never hold the enrolment code. */
extern void (*say)(const wchar_t *line);

/* Says a formatted line and returns the code. */
int end_with(int code, const wchar_t *format, ...);

/* The field of a value by its name (BORNE_...); NULL: there is no such value. */
wchar_t *value_of(struct given *given, const wchar_t *name);
extern const wchar_t *const VALUE_NAMES[];

/* Judges all, and changes nothing: an exit code. */
int check(const struct package *package, const struct given *given);

/* Ends the kiosk that runs from the folder. */
int stop_kiosk(const wchar_t *folder);
/* Folders, configuration, tasks; keeps a copy of the package, which the updater comes back to. */
int configure(const wchar_t *folder, const struct given *given, const wchar_t *package);
/* Starts the kiosk again, when it has a task and its account is signed in. */
int start_kiosk(void);
/* Removes the tasks and the kept package; the data, too, when that was asked for. */
int remove_all(const wchar_t *folder, const struct given *given);

/* A place below %ProgramData%. */
void data_place(wchar_t *place, const wchar_t *below);
#define DATA L"\\BorneAdherent"
#define SERVICE L"\\BorneAdherentUpdater"
/* A file in memory, to be freed; NULL: it cannot be read. At most 1 MB. */
char *read_file(const wchar_t *file, DWORD *size);
/* True: the text is in these bytes. */
BOOL holds(const char *bytes, DWORD size, const char *text);
/* Finds a local account or one of a domain. */
BOOL find_account(const wchar_t *account, BYTE *sid, DWORD size);

#endif
