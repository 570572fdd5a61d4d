/*
 * Stands in for Electron's binary for Windows, to try all but the application itself. Ends with 0 when the packed
 * application is beside it; with --wait it then runs until it is ended.
 */
#include <windows.h>

/* What @electron/fuses looks for: the sentinel, a version, the count, the states as Electron ships them. */
__attribute__((used)) static volatile const char fuses[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x08" "10110001";

int WINAPI WinMain(HINSTANCE instance, HINSTANCE former, char *line, int show) {
  wchar_t place[2 * MAX_PATH];
  (void)instance, (void)former, (void)show;
  DWORD length = GetModuleFileNameW(NULL, place, MAX_PATH);
  while (length > 0 && place[length - 1] != L'\\') length -= 1;
  lstrcpyW(place + length, L"resources\\app.asar");
  if (fuses[0] != 'd' || GetFileAttributesW(place) == INVALID_FILE_ATTRIBUTES) return 3;
  if (lstrcmpA(line, "--wait") == 0) Sleep(INFINITE);
  return 0;
}
