@echo off
rem The course's command on Windows: builds lib\bin when what it is made from has changed, then hands over to the
rem program there (lib\Course).
rem The script "course" does the same elsewhere.
setlocal
set "root=%~dp0"
set "bin=%root%lib\bin"
set "work=%root%lib\obj"
set "log=%root%lib\obj\setup.log"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
set DOTNET_GENERATE_ASPNET_CERTIFICATE=false
rem NuGet's second copy of each package, and its locks, stay in the clone.
if not defined NUGET_HTTP_CACHE_PATH set "NUGET_HTTP_CACHE_PATH=%work%\nuget\http"
if not defined NUGET_SCRATCH set "NUGET_SCRATCH=%work%\nuget\scratch"

if "%~1"=="" goto question
if "%~1"=="help" goto question
for %%a in (%*) do (
  if "%%~a"=="--help" goto question
  if "%%~a"=="-h" goto question
)

where dotnet >nul 2>nul || (
  echo course: the .NET 10 SDK is not installed: there is no "dotnet" on the PATH. 1>&2
  goto how
)
if exist "%bin%\Course.dll" (dotnet "%bin%\Course.dll" --is-current 2>nul && goto hand_over)
dotnet --list-sdks | findstr /b /l "10." >nul || (
  echo course: the .NET 10 SDK is needed; "dotnet --list-sdks" shows what is there. 1>&2
  goto how
)

rem Made before the marker, whose time is compared with that of every folder: a build that makes them would
rem outdate itself.
for %%p in (Autoencoders Course NotebookKernel) do for %%o in (bin obj) do (
  if not exist "%root%lib\%%p\%%o" mkdir "%root%lib\%%p\%%o"
)
if not exist "%work%" mkdir "%work%"
if exist "%work%\bin" rmdir /s /q "%work%\bin"
if exist "%work%\built" del "%work%\built"
type nul >"%work%\built"
if not exist "%bin%" (
  echo The first build fetches NuGet packages: 270 MB to download, 1.4 GB on the disk with what is built.
)
echo Building lib\bin ...
rem No server is left behind: it would keep memory that the training wants, and files that a later build replaces.
set MSBUILDDISABLENODEREUSE=1
set UseSharedCompilation=false
pushd "%root%."
dotnet publish lib\Course -c Release -o "%work%\bin" -v quiet >"%log%" 2>&1 <nul || (
  popd
  powershell -NoProfile -Command "Get-Content -Tail 25 -LiteralPath $env:log" 1>&2
  echo course: the build failed; the whole log is "%log%" 1>&2
  exit /b 1
)
popd
if exist "%work%\nuget" rmdir /s /q "%work%\nuget"
move "%work%\built" "%work%\bin\built" >nul
if exist "%bin%" rmdir /s /q "%bin%" 2>nul
if exist "%bin%" (
  echo course: "%bin%" is in use, perhaps by a notebook's kernel: stop it, then run this command again. 1>&2
  exit /b 1
)
move "%work%\bin" "%bin%" >nul || exit /b 1
set MSBUILDDISABLENODEREUSE=
set UseSharedCompilation=
goto hand_over

:question
if not exist "%bin%\Course.dll" (
  echo Nothing is built yet: .\course setup does it, and then .\course help tells the commands.
  exit /b 0
)

:hand_over
dotnet "%bin%\Course.dll" %*
exit /b %errorlevel%

:how
echo course: Get it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this command again. 1>&2
exit /b 1
