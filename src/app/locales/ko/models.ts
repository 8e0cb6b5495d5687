/** Korean of the models view: by message id, with the English above each. */
import { str } from '@lit/localize';

export const models = {
  // Matching
  s4bc195a0f4535cba: '매칭',
  // Why it matched
  s6560c4c83b634e12: '매칭 이유',
  // Answers
  sb76ed8ee6bb6c0a4: '답변',
  // This device
  s8559ae2483233079: '이 기기',
  // Looking for a GPU…
  s3b6635432417e9ae: 'GPU를 찾는 중입니다…',
  // Models run on
  s73be47f4073b1dd3: '모델 실행 장치',
  // WebAssembly threads
  s693c5e3b6e4f2660: 'WebAssembly 스레드',
  // Cross-origin isolated
  s1a34173d7b791c83: '교차 출처 격리',
  // Yes
  scb489a1a173ac3f0: '예',
  // No: WebAssembly has one thread
  sf8caee9a94d27ffe: '아니요: WebAssembly 스레드가 하나입니다',
  // Memory
  s16e1bead7b9c95ce: '메모리',
  // {0} GB, as the browser rounds it
  se9c675bc81e27dfb: str`${0}GB(브라우저가 어림한 값)`,
  // Half precision (f16)
  s0061ce7afb937d8c: '반정밀도(f16)',
  // No
  s09205907b5b56cda: '아니요',
  // Downloading {0}.
  s149e1a555215363d: str`${0} 다운로드 중입니다.`,
  // {0} is stored on this device.
  s85593ce8eb75d559: str`${0} 모델이 이 기기에 저장되었습니다.`,
  // {0} was deleted from this device.
  s8da561ccbf07f67d: str`${0} 모델을 이 기기에서 삭제했습니다.`,
  // The download is paused.
  s7e71768a8a8b1e00: '다운로드가 일시 중지되었습니다.',
  // Models
  sa36aef46efe431eb: '모델',
  // Reading the list of models…
  sc801f8bc00243345: '모델 목록을 읽는 중입니다…',
  // Storage
  sf49525241bba3b06: '저장 공간',
  // This browser does not tell how much is stored.
  s72e7c2e65ae6f61c: '이 브라우저는 저장된 양을 알려 주지 않습니다.',
  // {0} used of the {1} that this browser grants: photographs, conversations and models.
  sb94a93af2e53e86c: str`이 브라우저가 허용한 ${1} 중 ${0} 사용: 사진, 대화, 모델.`,
  // Storage used
  s0bf337ce6f9fdcd3: '사용한 저장 공간',
  // Abilities
  s9c5c6645f6238fcd: '기능',
  // Size
  s78789724e789221c: '크기',
  // Licence
  s17229a8bb451f914: '라이선스',
  // Runs on
  s8adcff1d8c1ce0ac: '실행 환경',
  // WebGPU or WebAssembly
  sb32700acc585b65c: 'WebGPU 또는 WebAssembly',
  // WebGPU or WebAssembly; its language model on WebAssembly
  s597a097612851d11: 'WebGPU 또는 WebAssembly, 언어 모델은 WebAssembly에서',
  // Stored
  sba1f9fd4888c677e: '저장됨',
  // Provenance
  sb9cdfae56d72cfe2: '출처',
  // It fits.
  s4147795d9826e95e: '사용할 수 있습니다.',
  // It does not fit: this site may store too little more.
  s83b6c1a64304eb37: '사용할 수 없습니다: 이 사이트가 더 저장할 수 있는 공간이 부족합니다.',
  // It may not fit: the device has little memory for it.
  s1d20e5c299013acf: '사용하지 못할 수 있습니다: 기기의 메모리가 부족합니다.',
  // This browser does not tell how much room there is.
  sfdd4527fca0b74a4: '이 브라우저는 남은 공간을 알려 주지 않습니다.',
  // Yes, whole
  saf7de111b31ec7cf: '예, 전부',
  // Download of {0}
  secfe512582a7653c: str`${0} 다운로드`,
  // Pause
  s061cc20e3432dead: '일시 중지',
  // Resume download
  sece988f9a2b58c66: '다운로드 다시 시작',
  // Download
  sd3386a2ef42e80b9: '다운로드',
  // The import is stopped: nothing of it is stored.
  s2f7e3dfa47acc80e: '가져오기를 중단했습니다. 저장된 것은 없습니다.',
  // from disk
  sa8a2238eeee591de: '디스크에서 가져옴',
  // Import it again.
  sea2d3aa05cd8cd85: '다시 가져오세요.',
  // Use for captions and search
  se0b666efe357cf0d: '캡션과 검색에 사용',
  // Use for conversations
  sda44fc942ba51a63: '대화에 사용',
  // In use for captions and search
  s8c915a9841e48538: '캡션과 검색에 사용 중',
  // In use for conversations
  sfe68b7cd3c5b6b8a: '대화에 사용 중',
  // A model from disk
  s401b188d8414506c: '디스크에서 모델 가져오기',
  // The folder of a pack, its files, or a zip: pack.json and what it names. Each file is checked before it is stored.
  s64575a15bab24af3:
    '팩의 폴더나 파일들 또는 zip: pack.json과 거기에 적힌 파일입니다. 파일마다 확인한 뒤에 저장합니다.',
  // Choose a folder
  s01767dd6e324a989: '폴더 선택',
  // Choose files or a zip
  sb2d9938736c8625c: '파일 또는 zip 선택',
  // Files of a model
  s84811d674332a9af: '모델 파일',
  // Import of a model
  sdf898fc9e4b04e63: '모델 가져오기',
  // Checking
  s29d3b9fb142caed1: '확인 중',
  // Storing
  saf60db23f48e15d9: '저장 중',
};
