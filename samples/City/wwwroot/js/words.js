// Every text of the page in Korean and English.
const all = {
  ko: {
    pages: '화면', toMap: '지도', toLedger: '장부',
    title: '가온시', subtitle: '실시간 위치와 구역', skip: '지도 건너뛰기', map: '지도', connecting: '연결 중', connected: '실시간 연결됨', broken: '연결이 끊겨 다시 연결하는 중',
    mapHelp: '방향키로 지도를 옮기고 더하기와 빼기로 확대와 축소를 합니다. Enter를 누르면 지도 중심 주위의 원 안에 누가 있는지 묻습니다.',
    askTitle: '지금 이 원 안에 누가 있습니까?', askHelp: '지도를 누르거나 아래 양식을 채우십시오.', latitude: '위도', longitude: '경도', radius: '반경',
    who: '조회하는 사람 (열람 기록에 남습니다)', askButton: '조회', centre: '지도 중심으로 조회', clear: '지우기',
    certain: n => `${n}명(대) 확실히 안에 있음`, possible: n => `${n}명(대) 안에 있을 수 있음`, nobody: '이 원 안에는 아무도 없습니다.', asOf: t => `${t} 기준`, more: n => `외 ${n}`,
    certainHelp: '위치 오차 원 전체가 원 안에 있습니다.', possibleHelp: '위치 오차 원이 원에 닿습니다. 경보 대상에 포함합니다.', failed: '조회하지 못했습니다.',
    events: '사건', noEvents: '아직 사건이 없습니다.', missed: n => `너무 많아 ${n}건을 건너뛰었습니다.`,
    enter: '진입', exit: '이탈', dwell: '체류', cross: '통과', lost: '끊김', regained: '복귀', approach: '접근', leave: '멀어짐', sos: 'SOS',
    sosAlarm: d => `SOS: ${d}`, device: '단말', happened: (device, kind, fence) => [device, ' ', fence, ' ', kind],
    fences: '구역', fence: '구역', inside: '안', feeds: '수신', feed: '방식', state: '상태', fixes: '위치', refused: '거부', skipped: '버린 바이트', on: '수신 중', off: '꺼짐',
    totals: (n, e, c) => `지도에 ${n}대. 만료 ${e}건. 보는 화면 ${c}개.`, records: '열람 기록', recordsHelp: '사람의 위치를 볼 때마다 기록이 남습니다. 이 예제는 최근 1,000건을 메모리에 보관합니다.', when: '시각', whoShort: '누가', what: '무엇을',
    recordCircle: (r, c, p) => `반경 ${r} m 원 조회: 확실 ${c}, 가능 ${p}`, recordLive: '실시간 지도 열기', recordLiveEnd: '실시간 지도 닫기', notices: '알림',
    nmea: '버스 (NMEA)', teltonika: '관리 차량 (Teltonika)', gt06: '주민 (GT06)', jt808: '택시 (JT/T 808)', h02: '킥보드 (H02)', osmand: '휴대전화 (OsmAnd)', owntracks: '휴대전화 (OwnTracks)', sosLegend: 'SOS',
    evening: '꾸며 낸 저녁을 재생 중입니다. 실제 단말이 보고하면 물러납니다.', log: '녹화된 NMEA 기록을 재생 중입니다.', waiting: '실제 단말을 기다리는 중입니다.', fit: '모든 단말 보기', home: '도시 전체 보기',
    missing: '지도는 Node로 설치됩니다. <b>Node 20 이상</b>을 설치한 뒤 <code>dotnet run --project samples/City</code>를 다시 실행하면 이 자리에 지도가 나옵니다. 그때까지 간단한 그림으로 보여 드립니다.',
  },
  en: {
    pages: 'Pages', toMap: 'Map', toLedger: 'Ledger',
    title: 'Gaon City', subtitle: 'live positions and fences', skip: 'Skip the map', map: 'Map', connecting: 'Connecting', connected: 'Live', broken: 'Connection lost, trying again',
    mapHelp: 'Arrow keys move the map, plus and minus zoom, Enter asks who is inside the circle around the centre.',
    askTitle: 'Who is inside this circle now?', askHelp: 'Click the map, or fill in the form.', latitude: 'Latitude', longitude: 'Longitude', radius: 'Radius',
    who: 'Who asks (goes into the access record)', askButton: 'Ask', centre: 'Around the map’s centre', clear: 'Clear',
    certain: n => `${n} certainly inside`, possible: n => `${n} possibly inside`, nobody: 'Nobody is inside this circle.', asOf: t => `as of ${t}`, more: n => `and ${n} more`,
    certainHelp: 'The whole accuracy circle lies inside.', possibleHelp: 'The accuracy circle touches it, so an alert would include them.', failed: 'The question could not be answered.',
    events: 'Events', noEvents: 'Nothing has happened yet.', missed: n => `${n} events were too many to show.`,
    enter: 'enters', exit: 'leaves', dwell: 'stays in', cross: 'crosses', lost: 'lost in', regained: 'back in', approach: 'near', leave: 'away from', sos: 'SOS',
    sosAlarm: d => `SOS: ${d}`, device: 'No.', happened: (device, kind, fence) => [device, ' ', kind, ' ', fence],
    fences: 'Fences', fence: 'Fence', inside: 'Inside', feeds: 'Feeds', feed: 'Feed', state: 'State', fixes: 'Fixes', refused: 'Refused', skipped: 'Bytes skipped', on: 'listening', off: 'off',
    totals: (n, e, c) => `${n} on the map. ${e} expired. ${c} watching.`, records: 'Access records', recordsHelp: 'Every look at where people are leaves a record. This sample keeps the last 1,000 in memory.', when: 'When', whoShort: 'Who', what: 'What',
    recordCircle: (r, c, p) => `circle of ${r} m: ${c} certain, ${p} possible`, recordLive: 'opened the live map', recordLiveEnd: 'closed the live map', notices: 'Notices',
    nmea: 'buses (NMEA)', teltonika: 'service vehicles (Teltonika)', gt06: 'residents (GT06)', jt808: 'taxis (JT/T 808)', h02: 'scooters (H02)', osmand: 'phones (OsmAnd)', owntracks: 'phones (OwnTracks)', sosLegend: 'SOS',
    evening: 'A generated evening is playing. It keeps out of the way when a real device reports.', log: 'A recorded NMEA log is playing.', waiting: 'Waiting for real devices.', fit: 'Show all devices', home: 'Show the city',
    missing: 'The map is installed with Node. Install <b>Node 20 or later</b> and run <code>dotnet run --project samples/City</code> again, and the map appears here. Until then a plain drawing shows the devices.',
  },
};

/** Adds the texts of another page. */
export function addWords(words) {
  for (const name of Object.keys(all)) Object.assign(all[name], words[name]);
}

const listeners = [];
let language = localStorage.getItem('language') ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');

export const current = () => language;

/** The text of that name; further arguments go to texts with numbers in them. */
export function word(name, ...values) {
  const text = all[language][name] ?? name;
  return typeof text === 'function' ? text(...values) : text;
}

/** Calls back now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

export function time(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString('en-GB');
}

/** A name that data carry in both languages. */
export const named = thing => (language === 'ko' ? thing.nameKo : thing.nameEn) ?? thing.nameEn ?? thing.nameKo ?? '';

function apply() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll('[data-word-label]')) element.setAttribute('aria-label', word(element.dataset.wordLabel));
  for (const button of document.querySelectorAll('[data-language]')) button.setAttribute('aria-pressed', String(button.dataset.language === language));
  document.title = word(document.body.dataset.title ?? 'title');
}

export function startLanguage() {
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      language = button.dataset.language;
      localStorage.setItem('language', language);
      apply();
      listeners.forEach(listener => listener());
    });
  }
  apply();
}
