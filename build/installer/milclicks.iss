; Inno Setup 6 recipe: a per-user installation without administrator rights.
[Setup]
AppName=MIL CLICKS Desktop
AppVersion=0.1.0
AppPublisher=MIL CLICKS Desktop contributors
DefaultDirName={autopf}\MIL CLICKS
PrivilegesRequired=lowest
DisableProgramGroupPage=yes
OutputDir=..\..\out\package
OutputBaseFilename=milclicks-setup
Compression=lzma2/max
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "ar"; MessagesFile: "compiler:Languages\Arabic.isl"
Name: "pt"; MessagesFile: "compiler:Languages\Portuguese.isl"
Name: "ptbr"; MessagesFile: "compiler:Languages\BrazilianPortuguese.isl"

[Files]
Source: "..\..\out\package\milclicks\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\MIL CLICKS"; Filename: "{app}\milclicks.exe"
Name: "{autodesktop}\MIL CLICKS"; Filename: "{app}\milclicks.exe"

[Run]
Filename: "{app}\milclicks.exe"; Description: "MIL CLICKS"; Flags: postinstall nowait skipifsilent
